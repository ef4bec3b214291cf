/** What a frame with card fields and the page around it say to one another; `docs/api/card-fields.md` describes it to others. */
export type FrameMessage =
  | { readonly type: 'ready' | 'resize'; readonly height: number }
  | { readonly type: 'changed'; readonly complete: boolean; readonly brand: string }
  | { readonly type: 'token'; readonly request: string; readonly id: string }
  | { readonly type: 'error'; readonly request: string; readonly code: string }
  | { readonly type: 'enter' }
  | { readonly type: 'key'; readonly key: string };

export type PageMessage =
  | { readonly type: 'submit'; readonly request: string }
  | { readonly type: 'focus' | 'clear' }
  | { readonly type: 'lock'; readonly locked: boolean };

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (data: unknown): Fields => (typeof data === 'object' && data !== null ? (data as Fields) : {});
const LONGEST_TEXT = 255;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_TEXT;

/** A message of the frame, or null: the other side is another program, so every field is looked at. */
export function readFrameMessage(data: unknown): FrameMessage | null {
  const { type, height, complete, brand, request, id, code, key } = fieldsOf(data);
  switch (type) {
    case 'ready':
    case 'resize':
      return typeof height === 'number' && Number.isFinite(height) ? { type, height } : null;
    case 'changed':
      return typeof complete === 'boolean' && isText(brand) ? { type, complete, brand } : null;
    case 'token':
      return isText(request) && isText(id) ? { type, request, id } : null;
    case 'error':
      return isText(request) && isText(code) ? { type, request, code } : null;
    case 'enter':
      return { type };
    case 'key':
      return isText(key) ? { type, key } : null;
    default:
      return null;
  }
}

/** A message of the page around the frame, or null. */
export function readPageMessage(data: unknown): PageMessage | null {
  const { type, request, locked } = fieldsOf(data);
  switch (type) {
    case 'submit':
      return isText(request) ? { type, request } : null;
    case 'focus':
    case 'clear':
      return { type };
    case 'lock':
      return typeof locked === 'boolean' ? { type, locked } : null;
    default:
      return null;
  }
}
