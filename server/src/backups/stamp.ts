/** A moment as part of a file's name: `20261122T030000Z`. Names sort as the moments do. */
export const stampOf = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');
