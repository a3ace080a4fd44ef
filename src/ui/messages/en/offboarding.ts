export const offboarding = {};
