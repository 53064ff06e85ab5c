// Titles at a film's beginning and end stay there, whatever picture comes to stand there: core/edit/styles/end_titles.py.

/** @typedef {import("beatstitch/types.d.ts").Piece} Piece */
/** @typedef {import("beatstitch/types.d.ts").Title} Title */

/**
 * @param {Piece} piece
 * @param {Title | null} title
 * @returns {Piece}
 */
const withTitle = (piece, title) => ({
  ...piece,
  segment: { ...piece.segment, effects: { ...piece.segment.effects, title } },
});

/** @param {Piece} piece */
const titleOf = ({ segment }) => segment.effects?.title ?? null;

/**
 * The piece with a title that is to be laid on the beats again, since they are others now.
 * @param {Piece} piece
 */
function unlaid(piece) {
  const title = titleOf(piece);
  if (!title) return piece;
  const { text, style, place, card, beats } = title;
  return withTitle(piece, { text, style, place, card, beats });
}

/**
 * Does a change of cuts or of the order with the titles of the ends taken off, and puts them on what stands there then.
 * @param {import("beatstitch/edit/changes.js").Change} change
 * @returns {import("beatstitch/edit/changes.js").Change}
 */
export function withEndTitles(change) {
  return (pieces, operation, model) => {
    const ends = [0, pieces.length - 1].map((at) => ({ isLast: at > 0, title: titleOf(pieces[at]) }));
    const bare = pieces.map((piece, at) =>
      titleOf(piece) && (at === 0 || at === pieces.length - 1) ? withTitle(piece, null) : piece,
    );
    const after = change(bare, operation, model);
    if (!after) return null;
    for (const { isLast, title } of ends.reverse()) {
      const at = isLast ? after.length - 1 : 0;
      if (title) after[at] = withTitle(after[at], title);
    }
    return after.map(unlaid);
  };
}
