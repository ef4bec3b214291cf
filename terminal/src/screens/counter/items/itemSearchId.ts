/** Where items are searched for: the shortcut leads there, and back from every field of an item. */
export const ITEM_SEARCH_ID = 'sale-items';
