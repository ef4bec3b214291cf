import type { ActivityView } from '@guichet/contract/terminal.ts';
import { ACTOR, type JsonValue, type PersonalValue, type StoredLine } from './activityLine.ts';

/** A line as `/guichet/v1/activity` answers it, together with the personal values that are still there. */
export function activityView(line: StoredLine, personal: readonly PersonalValue[]): ActivityView {
  const values = Object.fromEntries(personal.map(({ name, value }) => [name, JSON.parse(value) as JsonValue]));
  const { [ACTOR]: actor, ...others } = values;
  const { name = null, ip = null } = (actor ?? {}) as { name?: string; ip?: string };
  return {
    id: line.id,
    at: Math.floor(line.at.getTime() / 1000),
    actor: { kind: line.actorKind, id: line.actorId, name: line.actorName ?? name },
    action: line.action,
    target: line.target,
    ip,
    details: { ...line.details, ...others },
  };
}
