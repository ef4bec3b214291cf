import type { DisputeStatus, EvidenceField } from '@guichet/contract/wire/dispute.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Tone = 'good' | 'bad' | 'warn' | 'plain';

export const DISPUTE_STATUS: Readonly<Record<DisputeStatus, { readonly words: MessageDescriptor; readonly tone: Tone }>> = {
  warning_needs_response: { words: msg`Inquiry to answer`, tone: 'warn' },
  warning_under_review: { words: msg`Inquiry under review`, tone: 'plain' },
  warning_closed: { words: msg`Inquiry closed`, tone: 'plain' },
  needs_response: { words: msg`To answer`, tone: 'warn' },
  under_review: { words: msg`Under review`, tone: 'plain' },
  won: { words: msg`Won`, tone: 'good' },
  lost: { words: msg`Lost`, tone: 'bad' },
};

export const DISPUTE_REASONS: Readonly<Record<string, MessageDescriptor>> = {
  bank_cannot_process: msg`The bank could not process it`,
  credit_not_processed: msg`A promised refund did not come`,
  customer_initiated: msg`The payer sent it back`,
  debit_not_authorized: msg`The debit was not authorised`,
  duplicate: msg`Charged twice`,
  fraudulent: msg`Not authorised by the cardholder`,
  general: msg`No reason given`,
  incorrect_account_details: msg`Wrong account details`,
  insufficient_funds: msg`Not enough money on the account`,
  product_not_received: msg`Not received`,
  product_unacceptable: msg`Not as described`,
  subscription_canceled: msg`The subscription had been cancelled`,
  unrecognized: msg`The cardholder does not recognise it`,
};

export const FIELD_WORDS: Readonly<Record<EvidenceField, MessageDescriptor>> = {
  access_activity_log: msg`Log of access or use`,
  billing_address: msg`Billing address`,
  cancellation_policy: msg`Cancellation policy (file)`,
  cancellation_policy_disclosure: msg`How the payer was told of the cancellation policy`,
  cancellation_rebuttal: msg`Why it was not cancelled`,
  customer_communication: msg`Correspondence with the payer (file)`,
  customer_email_address: msg`E-mail address of the payer`,
  customer_name: msg`Name of the payer`,
  customer_purchase_ip: msg`Network address (IP) of the order`,
  customer_signature: msg`Signature (file)`,
  duplicate_charge_documentation: msg`Proof of the other charge (file)`,
  duplicate_charge_explanation: msg`How the two charges differ`,
  duplicate_charge_id: msg`Identifier of the other charge`,
  product_description: msg`What was sold`,
  receipt: msg`Receipt (file)`,
  refund_policy: msg`Refund policy (file)`,
  refund_policy_disclosure: msg`How the payer was told of the refund policy`,
  refund_refusal_explanation: msg`Why no refund is due`,
  service_date: msg`Day of the service`,
  service_documentation: msg`Proof of the service (file)`,
  shipping_address: msg`Delivery address`,
  shipping_carrier: msg`Carrier`,
  shipping_date: msg`Day of dispatch`,
  shipping_documentation: msg`Proof of delivery (file)`,
  shipping_tracking_number: msg`Tracking number`,
  uncategorized_file: msg`Other proof (file)`,
  uncategorized_text: msg`Anything else the bank should know`,
};
