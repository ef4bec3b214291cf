import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { Product } from './product.ts';

type Opt<T> = T | undefined;

/** What a request says about a product; what it leaves out stays. */
export interface ProductInput {
  readonly active?: Opt<boolean>;
  readonly description?: Opt<string | null>;
  readonly images?: Opt<readonly string[]>;
  readonly metadata?: Opt<MetadataChange>;
  readonly name?: Opt<string>;
  readonly shippable?: Opt<boolean>;
  readonly statement_descriptor?: Opt<string | null>;
  readonly unit_label?: Opt<string | null>;
  readonly url?: Opt<string | null>;
}

const chosen = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given);

/** The product after a request, with its version and the time of its change as they were. */
export function changedProduct(product: Product, input: ProductInput): Product {
  return {
    ...product,
    active: chosen(input.active, product.active),
    description: chosen(input.description, product.description),
    images: chosen(input.images, product.images),
    metadata: applyMetadata(product.metadata, input.metadata),
    name: chosen(input.name, product.name),
    shippable: chosen(input.shippable, product.shippable),
    statementDescriptor: chosen(input.statement_descriptor, product.statementDescriptor),
    unitLabel: chosen(input.unit_label, product.unitLabel),
    url: chosen(input.url, product.url),
  };
}
