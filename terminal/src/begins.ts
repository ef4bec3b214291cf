import { isInvitationPage, isPayersPage } from './browser/doorPages.ts';
import { firstLanguage, showLanguage } from './language/activateLanguage.ts';
import { askForFirstPage } from './shell/askForFirstPage.ts';
import { followModeInAddress } from './shell/followModeInAddress.ts';

// What the first page is drawn of is asked for while the rest of the program is still on its way: this stands in a file before it, with as little
// as that takes.

/** The words of the first page. */
export const firstWords: Promise<void> = showLanguage(firstLanguage());

const isForStaff = !isPayersPage() && !isInvitationPage();
if (isForStaff) followModeInAddress();

/**
 * Who sits here, and what they see first; answers whether anybody does. Not asked on pages for others, nor without a network. What goes wrong on the
 * way is shown by the page itself.
 */
export const firstAnswers: Promise<boolean> | undefined = isForStaff && navigator.onLine ? askForFirstPage().catch(() => false) : undefined;
