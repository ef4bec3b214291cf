/**
 * Everything that the activity log can tell of: the noun of the wire and the verb. What is recorded is typed by this list, and so are its words in
 * the pages: an action that is missing here, or has no words, does not compile.
 */
export const ACTIVITY_ACTIONS = [
  'account.create',
  'account.open_live_mode',
  'activity.export',
  'activity.verify',
  'api_key.create',
  'api_key.revoke',
  'approval.approve',
  'approval.create',
  'approval.decline',
  'approval.expire',
  'approval.fail',
  'approval.withdraw',
  'approval_limits.update',
  'bank_account.choose',
  'bank_account.create',
  'bank_account.delete',
  'business.logo',
  'business.update',
  'card_fields.update',
  'cards.destroy',
  'charge.capture',
  'charge.create',
  'charge.update',
  'confirmation_token.create',
  'counter.update',
  'customer.access',
  'customer.create',
  'customer.delete',
  'customer.erase',
  'customer.note',
  'customer.note_delete',
  'customer.update',
  'dispute.assemble',
  'dispute.close',
  'dispute.submit',
  'dispute.update',
  'drawer.count',
  'file.create',
  'file.erase',
  'fiscal.archive',
  'fiscal.close',
  'invitation.create',
  'invitation.resend',
  'invitation.revoke',
  'mandate.create',
  'mandate_request.accept',
  'mandate_request.create',
  'mandate_request.resend',
  'mandate_request.revoke',
  'member.create',
  'member.delete',
  'member.update',
  'member.end_sessions',
  'member.reset_second_factors',
  'passkey.create',
  'passkey.delete',
  'password.update',
  'own_field.create',
  'own_field.delete',
  'own_field.update',
  'payment_intent.cancel',
  'payment_intent.capture',
  'payment_intent.confirm',
  'payment_intent.create',
  'payment_intent.increment',
  'payment_intent.update',
  'payment_method.attach',
  'payment_method.create',
  'payment_method.detach',
  'payment_method.update',
  'payment_record.attempt',
  'payment_record.cancel',
  'payment_record.fail',
  'payment_record.receive',
  'payment_record.reverse',
  'payment_record.update',
  'payments.slow_down',
  'payout.cancel',
  'payout.create',
  'payout.reverse',
  'payout_schedule.update',
  'person.update',
  'preset.create',
  'preset.delete',
  'preset.update',
  'price.create',
  'price.update',
  'product.create',
  'product.delete',
  'product.update',
  'proof.create',
  'proof.failed',
  'provider_account.create',
  'provider_account.update',
  'receipt.create',
  'receipt_template.update',
  'recovery_codes.create',
  'refund.cancel',
  'refund.create',
  'refund.update',
  'report.export',
  'role.create',
  'role.delete',
  'role.update',
  'second_factor.create',
  'second_factor.delete',
  'session.end',
  'sale.cancel',
  'sale.create',
  'sale.split',
  'settlement_terms.update',
  'setup_intent.cancel',
  'setup_intent.confirm',
  'setup_intent.create',
  'setup_intent.update',
  'sign_in',
  'sign_in.failed',
  'sign_in.locked',
  'sign_in_rules.update',
  'sign_out',
  'tax_rate.create',
  'tax_rate.update',
  'token.create',
  'webhook_delivery.send',
  'webhook_endpoint.create',
  'webhook_endpoint.delete',
  'webhook_endpoint.roll_secret',
  'webhook_endpoint.update',
  'work_item.done',
  'work_item.release',
  'work_item.take',
] as const;

export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

/** How far the log is sealed. Times are unix seconds; null before the first seal. */
export interface ActivitySealView {
  readonly object: 'activity_seal';
  readonly sealed_until: number | null;
  /** Links of the chain. */
  readonly links: number;
}

/** One thing that was found wrong with a log. */
export interface ActivityFindingView {
  readonly kind: 'line_changed' | 'line_removed' | 'line_inserted' | 'personal_changed' | 'link_changed' | 'link_removed' | 'head_changed';
  /** A line's id, or a link's number. */
  readonly at: string;
}

/** What came of reading the whole log against its seals. */
export interface ActivityCheckView {
  readonly object: 'activity_check';
  readonly checked: number;
  readonly sealed_until: number | null;
  readonly lines: number;
  readonly links: number;
  /** The first hundred of them. */
  readonly findings: readonly ActivityFindingView[];
  readonly findings_count: number;
}
