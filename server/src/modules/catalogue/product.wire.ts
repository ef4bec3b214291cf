import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireDeleted } from '@guichet/contract/wire/common.ts';
import type { WireProduct } from '@guichet/contract/wire/product.ts';
import type { Product } from './product.ts';

export function productWire(product: Product, livemode: boolean): WireProduct {
  return {
    id: product.id,
    object: 'product',
    active: product.active,
    created: unixSeconds(product.created),
    default_price: product.defaultPriceId,
    description: product.description,
    images: [...product.images],
    livemode,
    marketing_features: [],
    metadata: product.metadata,
    name: product.name,
    package_dimensions: null,
    shippable: product.shippable,
    statement_descriptor: product.statementDescriptor,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: product.unitLabel,
    updated: unixSeconds(product.updated),
    url: product.url,
  };
}

/** A deleted product keeps its id for the sales that name it. */
export const deletedProductWire = ({ id }: Product): WireDeleted<'product'> => ({ id, object: 'product', deleted: true });
