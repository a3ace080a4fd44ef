export const rotation = {};
