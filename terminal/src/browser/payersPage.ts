/** Whether this is the page for payers, who are nobody here: it is read once, and its browser is left as it was. */
export const isPayersPage = (): boolean => window.location.pathname === '/agree';
