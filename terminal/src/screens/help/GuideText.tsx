import { Link } from '@tanstack/react-router';
import type { Block, Guide, Piece } from '../../guides/guideText.ts';
import styles from './Help.module.css';

// What stands in a guide never changes, so the place of a piece is its name.
const Pieces = ({ pieces }: { pieces: readonly Piece[] }) =>
  pieces.map(({ text, strong, to }, at) => {
    const key = `${at} ${text}`;
    if (to !== undefined)
      return (
        <Link key={key} to={to}>
          {text}
        </Link>
      );
    return strong ? <strong key={key}>{text}</strong> : <span key={key}>{text}</span>;
  });

function Part({ block }: { block: Block }) {
  if (!('items' in block)) {
    const pieces = <Pieces pieces={block.pieces} />;
    return block.kind === 'heading' ? <h2>{pieces}</h2> : <p>{pieces}</p>;
  }
  const items = block.items.map((pieces) => (
    <li key={pieces.map(({ text }) => text).join('')}>
      <Pieces pieces={pieces} />
    </li>
  ));
  return block.kind === 'steps' ? <ol>{items}</ol> : <ul>{items}</ul>;
}

/** A guide as it is read. */
export const GuideText = ({ guide }: { guide: Guide }) => (
  <div className={styles.guide}>
    <p>{guide.about}</p>
    {guide.blocks.map((block) => (
      <Part key={JSON.stringify(block)} block={block} />
    ))}
  </div>
);
