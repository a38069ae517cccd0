export const schedule = `
`;
