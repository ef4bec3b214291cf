export { addSearch, kindsOf, type SearchField, type SearchFields } from './searchConditions.ts';
export { parseSearch, type SearchQuery } from './searchQuery.ts';
