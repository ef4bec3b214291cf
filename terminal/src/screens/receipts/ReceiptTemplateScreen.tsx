import { RECEIPT_LINES, type ReceiptTemplateContent, type ReceiptTemplateView } from '@guichet/contract/businessViews.ts';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { receiptTemplateQuery, receiptVersionsQuery } from '../../api/businessQueries.ts';
import { getFile, postJson, withQuery } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { saveFile } from '../../browser/saveFile.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { Choices } from '../../components/Choices.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { Textarea } from '../../components/controls/Textarea.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Tick } from '../../components/Tick.tsx';
import { When } from '../../components/When.tsx';
import { isLanguage, LANGUAGE_NAMES } from '../../language/languages.ts';
import { LINE_WORDS } from './lineWords.ts';
import styles from './ReceiptTemplateScreen.module.css';
import { TemplatePreview } from './TemplatePreview.tsx';

const MOST_LETTERS = 600;

const contentOf = ({ lines, words, attach_pdf }: ReceiptTemplateContent): ReceiptTemplateContent => ({ lines, words, attach_pdf });

/** Versions that were in force, each of which can be taken up again. */
function Versions({ current, onTake }: { current: number; onTake: (content: ReceiptTemplateContent) => void }) {
  const { t } = useLingui();
  const versions = useQuery(receiptVersionsQuery);
  if (versions.isError) return <FailureNotice error={versions.error} retry={() => void versions.refetch()} />;
  if (versions.data === undefined || versions.data.length === 0) return null;
  return (
    <Panel title={t`Versions`}>
      <ul className={styles.versions}>
        {versions.data.map(({ version, created, ...content }) => (
          <li key={version}>
            <span>
              <Trans>Version {version}</Trans> {created === null ? null : <When at={created} />}
            </span>
            {version === current ? (
              <span className="muted">
                <Trans>in force</Trans>
              </span>
            ) : (
              <Button variant="default" onClick={() => onTake(contentOf(content))} aria-label={t`Put version ${version} into the form`}>
                <Trans>Put into the form</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function TemplateForm({ template }: { template: ReceiptTemplateView }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [content, setContent] = useState(() => contentOf(template));
  const [language, setLanguage] = useState<Language>(isLanguage(i18n.locale) ? i18n.locale : 'en');
  const key = useRef(newKey());
  const save = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<ReceiptTemplateView>(
          '/guichet/v1/receipt_template',
          { ...content, based_on: template.version },
          { idempotencyKey: key.current },
        ),
      ),
    onSuccess: (saved) => {
      key.current = newKey();
      client.setQueryData(receiptTemplateQuery.queryKey, saved);
      void client.invalidateQueries({ queryKey: receiptVersionsQuery.queryKey });
    },
    onError: (error) => {
      if (failureIn(error).kind === 'refused') key.current = newKey();
    },
  });
  const pdf = useMutation({
    mutationFn: async () => orThrow(await getFile(withQuery('/guichet/v1/receipt_template/pdf', { language }))),
    onSuccess: saveFile,
  });
  const change = (next: Partial<ReceiptTemplateContent>) => {
    if (!save.isIdle) save.reset();
    key.current = newKey();
    setContent({ ...content, ...next });
  };
  const write = (part: 'header' | 'footer', text: string) =>
    change({ words: { ...content.words, [language]: { ...content.words[language], [part]: text } } });
  const failure = save.isError ? failureIn(save.error) : null;
  const overtaken = failure?.kind === 'refused' && failure.param === 'based_on';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <form className={styles.form} onSubmit={submit} noValidate>
          <Panel title={t`Your own words`}>
            <div className={styles.form}>
              <Choices
                name="template-language"
                legend={<Trans>Language of the receipt</Trans>}
                value={language}
                onChange={setLanguage}
                choices={LANGUAGES.map((value) => ({ value, words: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
              />
              <Textarea
                label={t`Above the amount`}
                description={t`A greeting, opening hours. Only plain text.`}
                name="header"
                minRows={2}
                maxRows={8}
                maxLength={MOST_LETTERS}
                lang={language}
                value={content.words[language].header}
                onChange={(event) => write('header', event.currentTarget.value)}
              />
              <Textarea
                label={t`Below the thanks`}
                description={t`How goods are taken back, what is on next week.`}
                name="footer"
                minRows={2}
                maxRows={8}
                maxLength={MOST_LETTERS}
                lang={language}
                value={content.words[language].footer}
                onChange={(event) => write('footer', event.currentTarget.value)}
              />
            </div>
          </Panel>
          <Panel title={t`What receipts show`}>
            <div className={styles.form}>
              <fieldset className={styles.lines}>
                <legend>
                  <Trans>Besides amount and date, which always stand there</Trans>
                </legend>
                {RECEIPT_LINES.map((line) => (
                  <Tick
                    key={line}
                    label={i18n._(LINE_WORDS[line])}
                    name={line}
                    checked={content.lines.includes(line)}
                    onChange={(shown) =>
                      change({ lines: RECEIPT_LINES.filter((each) => (each === line ? shown : content.lines.includes(each))) })
                    }
                  />
                ))}
              </fieldset>
              <Tick
                label={t`Enclose the receipt as a PDF in e-mails`}
                name="attach_pdf"
                checked={content.attach_pdf}
                onChange={(attach) => change({ attach_pdf: attach })}
              />
            </div>
          </Panel>
          {overtaken ? (
            <Notice tone="warn" role="alert">
              <p>
                <Trans>Somebody else has changed the receipts meanwhile. Load the page again to see their version.</Trans>
              </p>
            </Notice>
          ) : save.isError ? (
            <FailureNotice error={save.error} />
          ) : null}
          {save.isSuccess ? (
            <Notice tone="good" role="status">
              <Trans>Saved. Receipts follow it from now on; those that were sent stay as they were.</Trans>
            </Notice>
          ) : null}
          <div className={styles.buttons}>
            <Button type="submit" loading={save.isPending}>
              <Trans>Save</Trans>
            </Button>
            <Button variant="default" loading={pdf.isPending} onClick={() => pdf.mutate()}>
              <Trans>PDF of the saved version</Trans>
            </Button>
          </div>
          {pdf.isError ? <FailureNotice error={pdf.error} /> : null}
        </form>
        <Versions current={template.version} onTake={change} />
      </div>
      <TemplatePreview content={content} language={language} />
    </div>
  );
}

/** How receipts look, edited beside a receipt that follows. */
export function ReceiptTemplateScreen() {
  const { t } = useLingui();
  const template = useQuery(receiptTemplateQuery);
  return (
    <Page
      title={t`Receipts`}
      above={
        <BackLink>
          <Link to="/business">
            <Trans>Business</Trans>
          </Link>
        </BackLink>
      }
    >
      {template.isError ? <FailureNotice error={template.error} retry={() => void template.refetch()} /> : null}
      {template.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {template.data === undefined ? null : <TemplateForm template={template.data} />}
    </Page>
  );
}
