import { parseEmail } from '@guichet/contract/emails.ts';
import type { WireCustomer } from '@guichet/contract/wire/customer.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useKept } from '../../components/useKept.ts';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './CustomerForm.module.css';

export interface CustomerDetails {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

interface CustomerFormProps {
  /** null for a new customer. */
  readonly id: string | null;
  readonly initial: CustomerDetails;
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

type Problem = 'nobody' | 'email' | null;

function problemOf({ name, email, phone }: CustomerDetails): Problem {
  if ([name, email, phone].every((text) => text.trim() === '')) return 'nobody';
  return email.trim() !== '' && parseEmail(email) === null ? 'email' : null;
}

/** Name, e-mail and phone of a customer, new or known. What is typed is kept over a sign-out for idleness. */
export function CustomerForm({ id, initial, onDone, onCancel }: CustomerFormProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  // Who does not see what stands there may type it anew, or leave it as it is.
  const isHidden = useSession().sees.hides_contacts && id !== null;
  const [details, keep, forget] = useKept(`customer.${id ?? 'new'}`, isHidden ? { ...initial, email: '', phone: '' } : initial);
  const [problem, setProblem] = useState<Problem>(null);
  const key = useRef(newKey());
  const save = useMutation({
    mutationFn: async () => {
      const { name, email, phone } = details;
      // On a known customer an emptied field clears what stood there; a new one just has none.
      const value = (text: string) => text.trim() || (id === null ? undefined : null);
      const contact = (text: string) => value(text) ?? (isHidden || id === null ? undefined : null);
      const path = id === null ? '/v1/customers' : `/v1/customers/${encodeURIComponent(id)}`;
      return orThrow(
        await postForm<WireCustomer>(
          path,
          { name: value(name), email: contact(email), phone: contact(phone) },
          { idempotencyKey: key.current },
        ),
      );
    },
    onSuccess: (customer) => {
      forget();
      void client.invalidateQueries({ queryKey: ['customers'] });
      onDone(customer.id);
    },
  });
  const change = (field: Partial<CustomerDetails>) => {
    keep({ ...details, ...field });
    setProblem(null);
    key.current = newKey();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const found = problemOf(isHidden ? { ...details, name: details.name || '-' } : details);
    setProblem(found);
    if (found === null) save.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate autoComplete="off">
      <TextInput
        label={t`Name`}
        name="customer-name"
        autoComplete="off"
        autoFocus
        value={details.name}
        error={problem === 'nobody' ? t`Enter at least one of the three.` : null}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t`E-mail address`}
        description={isHidden ? t`Hidden from you. Leave it empty to keep what is there.` : undefined}
        name="customer-mail"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={details.email}
        error={problem === 'email' ? t`This is not an e-mail address.` : null}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <TextInput
        label={t`Phone number`}
        description={isHidden ? t`Hidden from you. Leave it empty to keep what is there.` : undefined}
        name="customer-phone"
        type="tel"
        autoComplete="off"
        value={details.phone}
        onChange={(event) => change({ phone: event.currentTarget.value })}
      />
      {save.isError ? <FailureNotice error={save.error} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={save.isPending}>
          {id === null ? <Trans>Create the customer</Trans> : <Trans>Save</Trans>}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            forget();
            onCancel();
          }}
        >
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
