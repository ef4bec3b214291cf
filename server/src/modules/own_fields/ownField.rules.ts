import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { OwnField } from './ownField.ts';

/** What is wrong with what was answered; `missing` also where a text has nothing but spaces. */
export interface AnswerProblem {
  readonly key: string;
  readonly problem: 'missing' | 'not_a_choice';
  readonly message: string;
}

/** Whether a field is asked for on a channel. */
const isAsked = ({ channels }: Pick<OwnField, 'channels'>, channel: string): boolean =>
  channels.length === 0 || channels.some((one) => one === channel);

/**
 * The first of the place's fields that the answers leave open or get wrong, in the order in which they are asked; null when there is none.
 * What a place asks for no more, or on other channels, is nobody's business.
 */
export function answerProblem(
  fields: readonly OwnField[],
  channel: string,
  answers: Readonly<Record<string, string>>,
): AnswerProblem | null {
  for (const field of fields.filter((one) => isAsked(one, channel))) {
    const answer = (Object.hasOwn(answers, field.key) ? answers[field.key] : undefined)?.trim() ?? '';
    if (answer === '' && field.required)
      return { key: field.key, problem: 'missing', message: `"${field.label}" is required here, in metadata[${field.key}].` };
    if (answer !== '' && field.kind === 'choice' && !field.choices.includes(answer)) {
      const message = `"${field.label}" is one of: ${field.choices.join(', ')}.`;
      return { key: field.key, problem: 'not_a_choice', message };
    }
  }
  return null;
}

/**
 * The answers that a typed text may stand for, each as the metadata that holds it: any choice that has the text in it, in whatever letters, and the text as
 * it stands for what is typed freely.
 */
export const answersLike = (fields: readonly OwnField[], text: string): Metadata[] => {
  const sought = text.toLowerCase();
  return fields.flatMap(({ key, kind, choices }) => {
    const answers = kind === 'choice' ? choices.filter((choice) => choice.toLowerCase().includes(sought)) : [text];
    return answers.map((answer) => ({ [key]: answer }));
  });
};
