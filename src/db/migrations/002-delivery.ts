export const delivery = `
`;
