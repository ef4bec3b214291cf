/** Whether this is the page for payers, who are nobody here: it is read once, and its browser is left as it was. */
export const isPayersPage = (): boolean => window.location.pathname === '/agree';

/** Whether this is where an invitation is accepted, by whom its mail was sent to, whoever is signed in. */
export const isInvitationPage = (): boolean => window.location.pathname === '/join';
