/** 13 to 19 digits, as they stand or in groups; not the fraction of a decimal number. */
const DIGIT_RUN = /(?<!\d|\d\.)\d(?:[ -]?\d){12,18}(?!\d)/g;

/** Replaces whatever could be a card number in a line of JSON; the line stays valid JSON. */
export function scrubCards(line: string): string {
  const isInsideString = stringsIn(line);
  return line.replace(DIGIT_RUN, (run, offset: number) => {
    if (!passesLuhn(run)) return run;
    return isInsideString(offset) ? '[card]' : '"[card]"';
  });
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(run: string): boolean {
  const digits = run.replace(/\D/g, '');
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether a place is inside of a string. Asked from the front to the back, so that the line is gone through once, however many ask. */
function stringsIn(line: string): (offset: number) => boolean {
  let [at, inside] = [0, false];
  return (offset) => {
    for (; at < offset; at += 1) {
      if (line[at] === '\\') at += 1;
      else if (line[at] === '"') inside = !inside;
    }
    return inside;
  };
}
