export const reflection = `
`;
