export const secrets = {};
