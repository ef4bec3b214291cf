import type { Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { BackLink } from '../../components/BackLink.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { GUIDES, guidesIn, isGuide } from '../../guides/guides.ts';
import { readGuide, speaksOf } from '../../guides/guideText.ts';
import { isLanguage } from '../../language/languages.ts';
import { NotFoundScreen } from '../not-found/NotFoundScreen.tsx';
import { GuideText } from './GuideText.tsx';
import styles from './Help.module.css';

const guidesQuery = (language: Language) =>
  queryOptions({ queryKey: ['guides', language], queryFn: () => guidesIn(language), staleTime: Number.POSITIVE_INFINITY });

function useGuides() {
  const { i18n } = useLingui();
  return useQuery(guidesQuery(isLanguage(i18n.locale) ? i18n.locale : 'en'));
}

/** The guides, found by their words. */
export function HelpScreen() {
  const { t } = useLingui();
  const guides = useGuides();
  const [query, setQuery] = useState('');
  const found = guides.data === undefined ? [] : GUIDES.filter((id) => speaksOf(guides.data[id], query.trim()));
  return (
    <Page title={t`Help`}>
      {guides.isError ? <FailureNotice error={guides.error} retry={() => void guides.refetch()} /> : null}
      <search>
        <TextInput
          label={t`Find in the guides`}
          type="search"
          name="guide-query"
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </search>
      <Panel title={t`Guides`}>
        {guides.data === undefined ? (
          <Skeleton lines={6} />
        ) : (
          <>
            <ul className={styles.list}>
              {found.map((id) => {
                const { title, about } = readGuide(guides.data[id]);
                return (
                  <li key={id}>
                    <Link to="/help/$guide" params={{ guide: id }}>
                      {title}
                    </Link>
                    <p className="muted">{about}</p>
                  </li>
                );
              })}
            </ul>
            <p role="status" className="muted">
              {found.length === 0 ? <Trans>No guide has these words.</Trans> : null}
            </p>
          </>
        )}
      </Panel>
    </Page>
  );
}

/** One guide. */
export function GuideScreen() {
  const { t } = useLingui();
  const { guide: id } = useParams({ from: '/help/$guide' });
  const guides = useGuides();
  if (!isGuide(id)) return <NotFoundScreen />;
  const guide = guides.data === undefined ? null : readGuide(guides.data[id]);
  return (
    <Page
      title={guide?.title ?? t`Help`}
      above={
        <BackLink>
          <Link to="/help">
            <Trans>Help</Trans>
          </Link>
        </BackLink>
      }
    >
      {guides.isError ? <FailureNotice error={guides.error} retry={() => void guides.refetch()} /> : null}
      <Panel>{guide === null ? <Skeleton lines={10} /> : <GuideText guide={guide} />}</Panel>
    </Page>
  );
}
