export const org = `
`;
