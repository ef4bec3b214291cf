import { RECEIPT_LINES, type ReceiptPreview, type ReceiptTemplateContent, type ReceiptTemplates } from '@guichet/contract/businessViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, type Reply, route } from '../../http/route.ts';
import type { Caller } from '../../platform/context.ts';
import { once } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { nameOnStatements } from '../payments/index.ts';
import { changeTemplate } from './changeTemplate.ts';
import { pdfName, receiptPdf, shownHtml } from './messageFiles.ts';
import { findMessage } from './messages.store.ts';
import { receiptLanguage } from './receipt.rules.ts';
import { type Receipt, unnamed, writeReceipt } from './receipt.ts';
import { receiptView, templateView } from './receipt.wire.ts';
import { receiptAsHtml } from './receiptAsHtml.ts';
import { type ReceiptLook, receiptLook } from './receiptLook.ts';
import { sampleFacts } from './sampleFacts.ts';
import { approvedFacts, type SendReceiptDeps } from './sendReceipt.ts';
import { currentTemplate, listTemplates } from './templates.store.ts';

const { boolean, enumOf, id, integer, listOf, nullable, object, text } = fields;

interface Deps extends Pick<SendReceiptDeps, 'receiptFacts' | 'recordActivity'> {
  readonly database: Database;
}

const WRITE = 'business.write';
const MOST_LETTERS = 600;
/** As many versions as a page shows. */
const SHOWN = 50;

const own = nullable(text({ max: MOST_LETTERS }));
const words = object({ header: own, footer: own });
const content = {
  lines: listOf(enumOf(RECEIPT_LINES), { max: RECEIPT_LINES.length }),
  words: object({ en: words, fr: words, it: words }),
  attach_pdf: boolean(),
};

type GivenWords = Readonly<Record<Language, { readonly header: string | null; readonly footer: string | null }>>;
type Given = Pick<ReceiptTemplateContent, 'lines' | 'attach_pdf'> & { readonly words: GivenWords };

const contentOf = (given: Given): ReceiptTemplateContent => {
  const written = ({ header, footer }: GivenWords[Language]) => ({ header: header ?? '', footer: footer ?? '' });
  const { en, fr, it } = given.words;
  return {
    lines: RECEIPT_LINES.filter((line) => given.lines.includes(line)),
    words: { en: written(en), fr: written(fr), it: written(it) },
    attach_pdf: given.attach_pdf,
  };
};

async function sampleReceipt(
  sql: Database | Transaction,
  look: ReceiptLook,
  asked: { tenantId: number; language: Language; refund: boolean; now: Date },
) {
  const tenant = await readTenant(sql, asked.tenantId);
  const facts = sampleFacts(tenant, nameOnStatements(tenant), asked.now);
  const { livemode } = tenant;
  return writeReceipt(facts, { id: 'pi_sample', livemode }, look, asked.language, asked.refund ? facts.amount : null);
}

const pdfReply = (receipt: Receipt, bytes: Buffer, id: string): Reply => ({
  status: 200,
  body: bytes,
  headers: {
    'content-type': 'application/pdf',
    'content-length': String(bytes.length),
    'content-disposition': `attachment; filename="${pdfName(receipt, id)}"`,
    'content-security-policy': "default-src 'none'; sandbox",
  },
});

function editing(deps: Deps): AnyRoute[] {
  const { database } = deps;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/receipt_template',
      permission: WRITE,
      answers: 'receipt_template_view',
      handler: async ({ context: { caller } }) => ok(templateView(await currentTemplate(database, caller.tenantId))),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/receipt_template/versions',
      permission: WRITE,
      answers: 'receipt_templates',
      handler: async ({ context: { caller } }) => {
        const data = (await listTemplates(database, caller.tenantId, SHOWN)).map(templateView);
        return ok({ data } satisfies ReceiptTemplates);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/receipt_template',
      permission: WRITE,
      answers: 'receipt_template_view',
      body: object({ ...content, based_on: integer({ min: 0 }) }),
      handler: ({ context, body: { based_on: basedOn, ...given } }) =>
        once(database, context, async (tx) =>
          ok(templateView(await changeTemplate(tx, deps.recordActivity, context, { basedOn, content: contentOf(given) }))),
        ),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/receipt_template/preview',
      permission: WRITE,
      answers: 'receipt_preview',
      body: object({ ...content, language: enumOf(LANGUAGES), refund: boolean().optional() }),
      handler: async ({ context: { caller, now }, body: { language, refund = false, ...given } }) => {
        const look = await receiptLook(database, caller.tenantId);
        const template = { ...look.template, ...contentOf(given) };
        const receipt = await sampleReceipt(database, { ...look, template }, { tenantId: caller.tenantId, language, refund, now });
        const html = shownHtml({ html: receiptAsHtml(receipt), receipt });
        return ok({ object: 'receipt_preview', subject: receipt.subject, html, receipt: receiptView(receipt) } satisfies ReceiptPreview);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/receipt_template/pdf',
      permission: WRITE,
      downloads: true,
      query: object({ language: enumOf(LANGUAGES).optional() }),
      handler: async ({ context: { caller, now }, query: { language = 'en' } }) => {
        const { tenantId } = caller;
        const look = await receiptLook(database, tenantId);
        const receipt = await sampleReceipt(database, look, { tenantId, language, refund: false, now });
        return pdfReply(receipt, await receiptPdf(database, tenantId, receipt, now), 'sample');
      },
    }),
  ];
}

/** A receipt to be printed or saved: of a payment as it stands, or one that was sent, as it was. */
function printing(deps: Deps): AnyRoute[] {
  const { database } = deps;
  const ofPayment = async ({ tenantId, livemode, sight }: Caller, paymentIntent: string, asked: Language | undefined) => {
    const found = await approvedFacts(deps, database, tenantId, paymentIntent);
    const facts = sight?.hidesContacts ? { ...found, customerName: null } : found;
    const look = await receiptLook(database, tenantId);
    return writeReceipt(facts, { id: paymentIntent, livemode }, look, receiptLanguage(asked, facts));
  };
  const ofMessage = async (tenantId: number, messageId: string) => {
    const message = await findMessage(database, tenantId, messageId);
    if (message === null) throw new ApiError('resource_missing', { param: 'id', message: `No such message: '${messageId}'.` });
    if (message.receipt === null)
      throw new ApiError('resource_missing', { param: 'id', message: 'This message is older than the receipts that can be printed.' });
    return { ...message, receipt: message.receipt };
  };
  const query = object({ payment_intent: id('pi'), language: enumOf(LANGUAGES).optional() });
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/receipt',
      permission: 'payments.read',
      answers: 'receipt_view',
      query,
      handler: async ({ context: { caller }, query: { payment_intent: intent, language } }) =>
        ok(receiptView(await ofPayment(caller, intent, language))),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/receipt/pdf',
      permission: 'payments.read',
      downloads: true,
      query,
      handler: async ({ context: { caller, now }, query: { payment_intent: intent, language } }) => {
        const receipt = await ofPayment(caller, intent, language);
        return pdfReply(receipt, await receiptPdf(database, caller.tenantId, receipt, now), intent);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/messages/:id/receipt',
      permission: 'messages.read',
      answers: 'receipt_view',
      handler: async ({ context: { caller }, params }) => {
        const { receipt } = await ofMessage(caller.tenantId, params.id);
        return ok(receiptView(caller.sight?.hidesContacts ? unnamed(receipt) : receipt));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/messages/:id/pdf',
      permission: 'messages.read',
      downloads: true,
      handler: async ({ context: { caller }, params }) => {
        const { id, receipt, created, paymentIntent } = await ofMessage(caller.tenantId, params.id);
        return pdfReply(receipt, await receiptPdf(database, caller.tenantId, receipt, created), paymentIntent ?? id);
      },
    }),
  ];
}

export const templateRoutes = (deps: Deps): AnyRoute[] => [...editing(deps), ...printing(deps)];
