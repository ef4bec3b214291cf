interface Context {
  readonly approval?: { readonly id: string; readonly by: string };
}

/** What the activity log tells of an action, with who approved it where somebody did. */
export const approved = <D extends object>({ approval }: Context, details: D): D | (D & { approval: string; approved_by: string }) =>
  approval === undefined ? details : { ...details, approval: approval.id, approved_by: approval.by };
