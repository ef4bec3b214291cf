import type { AssembledEvidenceView } from '@guichet/contract/workViews.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { type AssembleParts, assembleEvidence } from './assembleEvidence.ts';

/** What could be said for a disputed payment, found by one press. */
export const disputeEvidenceRoutes = (parts: AssembleParts & { readonly database: Database }): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/guichet/v1/disputes/:id/assemble',
    permission: 'disputes.write',
    answers: 'assembled_evidence_view',
    handler: ({ context, params }) =>
      once(parts.database, context, async (tx) => {
        const found = await assembleEvidence(tx, parts, context, params.id);
        return ok({ object: 'assembled_evidence', dispute: params.id, found } satisfies AssembledEvidenceView);
      }),
  }),
];
