// What an operation has made of the film, said where everybody sees it.
import { usesAt } from "beatstitch/edit/split_screen.js";
import { clock, counted, decimal, fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/types.d.ts").Words} Words */

/**
 * What is told; `again` is the asset that the film still shows, if it does, for a button of that label.
 * @typedef {{ text: string, again?: string, label?: string, canUndo?: boolean }} Told
 */

export const EditTold = defineComponent({
  template: `
    <div class="bs-told" role="status">
      <template v-if="told">
        <span>{{ told.text }}</span>
        <button v-if="told.again" type="button" class="bs-button" @click="$emit('again', told.again)">{{ told.label }}</button>
        <button v-if="told.canUndo" type="button" class="bs-button" @click="$emit('undo')">{{ words.undo }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.close" @click="$emit('close')">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
      </template>
    </div>`,
  props: {
    told: { type: Object, default: null },
    words: { type: Object, required: true },
  },
  emits: ["again", "undo", "close"],
});

/**
 * Tells what taking out the segments from `from` to `to` of `before` has made of it: who stands longer, by the number
 * that stands on it now, and where the picture is shown besides.
 * @param {EditModel} before
 * @param {EditModel} after
 * @param {import("beatstitch/timeline/types.d.ts").Run} run
 * @param {Record<string, import("beatstitch/types.d.ts").Asset>} assets
 * @param {Words} words
 * @returns {Told}
 */
export function toldOfDelete(before, after, [from, to], assets, words) {
  const asset = before.pieces[from].segment.media_asset_id;
  const gone = before.pieces.slice(from, to + 1).filter(({ segment }) => !segment.locked).length;
  const { name = "" } = assets[asset] ?? {};
  const parts = [to > from || !name ? counted(words.gone_several, gone) : fill(words.gone, { name })];
  const had = new Map(before.pieces.map(({ key, beats }) => [key, beats]));
  const longer = [...after.pieces.keys()].filter((at) => {
    const { key, beats } = after.pieces[at];
    return beats > (had.get(key) ?? beats);
  });
  /** @param {number} at */
  const seconds = (at) => decimal((after.endMs(at) - after.beginMs(at)) / 1000, 1);
  if (to === from && longer.length > 1) {
    const [n, next] = [longer[0] + 1, longer[1] + 1];
    parts.push(fill(words.both, { n, next, before: seconds(longer[0]), after: seconds(longer[1]) }));
  } else if (to === from && longer.length) {
    const [at] = longer;
    const facts = { n: at + 1, seconds: seconds(at), beats: after.pieces[at].beats };
    parts.push(fill(words.longer, facts));
  }
  const times = to === from ? usesAt(after, asset) : [];
  if (times.length) {
    const where = times.map((ms) => clock(ms / 1000)).join(", ");
    parts.push(fill(times.length > 1 ? words.still_several : words.still, { where, n: times.length }));
  }
  const label = times.length > 1 ? words.all_out : words.out_too;
  return { text: parts.join(" "), again: times.length ? asset : "", label };
}

/**
 * Tells that the whole film was shuffled, which may not all be in view.
 * @param {EditModel} before
 * @param {Words} words
 * @returns {Told}
 */
export function toldOfShuffle({ pieces }, words) {
  const anyLocked = pieces.some(({ segment }) => segment.locked);
  return { text: anyLocked ? words.shuffled_but_locked : words.shuffled, canUndo: true };
}
