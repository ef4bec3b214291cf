import type { EvidenceRequest, FollowUpAnswer, RepeatMarks } from '../api.ts';
import type { DisputeRow } from '../book/DisputeRows.ts';
import { answerDispute } from './answerDispute.ts';
import type { Bank } from './Bank.ts';

const soonS = 1;
const deliberationS = 3 * 86_400;
/** Without a word that decides, so many statements and enclosures convince. */
const convincing = 3;

type Decision = 'won' | 'lost' | 'escalated';

/** What tests write into `uncategorized_text` to get a decision at once. */
const words: Readonly<Record<string, Decision>> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
  escalate_inquiry_evidence: 'escalated',
};

const decide = ({ texts, files }: EvidenceRequest): Decision => {
  const word = words[texts.uncategorized_text?.trim() ?? ''];
  return word ?? (Object.keys(texts).length + files.length >= convincing ? 'won' : 'lost');
};

/** An inquiry that the merchant answers well is closed; otherwise it becomes a dispute. */
function planOf({ dispute, authorisation, inquiry }: DisputeRow, decision: Decision) {
  const escalates = inquiry === 1 && decision !== 'won';
  const outcome = inquiry ? 'closed' : decision === 'won' ? 'won' : 'lost';
  return {
    kind: escalates ? 'dispute.escalated' : 'dispute.closed',
    reference: authorisation,
    data: { dispute, because: 'decided', outcome },
  };
}

/** Takes the merchant's side of a dispute, once. The holder's bank decides later, or at once where a test names the decision. */
export const takeEvidence = (bank: Bank, request: EvidenceRequest): FollowUpAnswer & RepeatMarks =>
  answerDispute(bank, {
    kind: 'evidence',
    request,
    apply: (dispute, at) => {
      const isNamed = words[request.texts.uncategorized_text?.trim() ?? ''] !== undefined;
      bank.book.disputes.setState(dispute.dispute, 'review');
      bank.book.agenda.add({ dueAt: at + (isNamed ? soonS : deliberationS), ...planOf(dispute, decide(request)) });
    },
  });
