import { useFormats } from '../language/useFormats.ts';

/** A moment in the place's zone, with the exact one for machines. */
export function When({ at, exact = false }: { at: number; exact?: boolean }) {
  const formats = useFormats();
  return (
    <time className="num" dateTime={new Date(at * 1000).toISOString()}>
      {exact ? `${formats.day(at)}, ${formats.exactTime(at)}` : formats.moment(at)}
    </time>
  );
}
