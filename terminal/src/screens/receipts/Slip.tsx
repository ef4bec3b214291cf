import type { ReceiptValue, ReceiptView } from '@guichet/contract/businessViews.ts';
import styles from './Slip.module.css';

const Rows = ({ rows, strong = false }: { rows: readonly ReceiptValue[]; strong?: boolean }) =>
  rows.length === 0 ? null : (
    <dl className={strong ? styles.strong : undefined}>
      {rows.map(({ label, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may be sold twice, and their order is fixed.
        <div key={at} className={styles.row}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );

/** Lines of a place's own may be alike. */
const Lines = ({ lines, className }: { lines: readonly string[]; className?: string | undefined }) =>
  lines.map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: their order is all that tells them apart.
    <p key={at} className={className}>
      {line}
    </p>
  ));

/** A receipt on a strip of 80 millimetres, in the payer's language. */
export function Slip({ receipt }: { receipt: ReceiptView }) {
  const { logo, test_notice: notice, details, sold, totals } = receipt;
  return (
    <article className={styles.slip} lang={receipt.language}>
      {notice === null ? null : <p className={styles.test}>{notice}</p>}
      <header className={styles.centre}>
        {logo === null ? null : <img className={styles.logo} src={logo.url} width={logo.width} height={logo.height} alt="" />}
        <p className={styles.name}>{receipt.business_name}</p>
        <Lines lines={receipt.contact} className={styles.small} />
        <Lines lines={receipt.header} />
      </header>
      <hr className={styles.cut} />
      <p>{receipt.title}</p>
      <p>{receipt.amount.label}</p>
      <p className={styles.amount}>{receipt.amount.value}</p>
      <p className={styles.strong}>{receipt.state}</p>
      <hr className={styles.cut} />
      <Rows rows={details} />
      {sold === null ? null : (
        <>
          <hr className={styles.cut} />
          <Rows rows={sold.items} />
          <hr className={styles.cut} />
          <Rows rows={sold.sums.slice(0, -1)} />
          <Rows rows={sold.sums.slice(-1)} strong />
        </>
      )}
      <Rows rows={totals} strong />
      <hr className={styles.cut} />
      <div className={styles.centre}>
        <p>{receipt.thanks}</p>
        <Lines lines={receipt.footer} />
      </div>
      <hr className={styles.cut} />
      <div className={styles.small}>
        <Lines lines={receipt.notes} />
        <Lines lines={receipt.mentions} />
      </div>
    </article>
  );
}
