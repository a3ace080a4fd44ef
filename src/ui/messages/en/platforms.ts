export const platforms = {};
