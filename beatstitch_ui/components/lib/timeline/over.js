// What lies over the timeline and changes with every frame: the playhead, and the drag that is going on.
import { paintGrips } from "beatstitch/timeline/grips.js";
import { HEIGHT, LANES, RADIUS, SEGMENTS_TOP } from "beatstitch/timeline/painter.js";

export function paintOver(context, scene, colours) {
  const { view, playheadS, drag } = scene;
  context.clearRect(0, 0, view.widthPx, HEIGHT);
  paintGrips(context, scene, colours);
  if (drag && (drag.moved ?? true)) DRAGGED[drag.kind]?.(context, scene, drag, colours);
  const x = Math.round(view.x(playheadS));
  context.fillStyle = colours.playhead;
  context.fillRect(x - 1, LANES.ruler - 4, 2, HEIGHT);
  context.beginPath();
  context.roundRect(x - 5, LANES.ruler - 14, 10, 10, 3);
  context.fill();
}

function paintGap(context, { view, model }, gap, colours) {
  context.fillStyle = colours.accent;
  context.fillRect(view.x(model.edgesMs[gap] / 1000) - 3, SEGMENTS_TOP - 4, 4, LANES.segments + 8);
}

function paintTarget(context, { view, model }, at, colours) {
  const left = view.x(model.beginMs(at) / 1000);
  const width = Math.max(4, view.x(model.endMs(at) / 1000) - left - 2);
  context.beginPath();
  context.roundRect(left, SEGMENTS_TOP, width, LANES.segments, RADIUS);
  context.globalAlpha = 0.35;
  context.fillStyle = colours.accent;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 3;
  context.strokeStyle = colours.accent;
  context.stroke();
}

const DRAGGED = {
  move(context, scene, drag, colours) {
    const { view, model } = scene;
    const width = view.x(model.endMs(drag.to) / 1000) - view.x(model.beginMs(drag.from) / 1000);
    context.globalAlpha = 0.75;
    context.fillStyle = colours.accent;
    context.beginPath();
    context.roundRect(drag.xPx - drag.gripPx, SEGMENTS_TOP + 6, width - 2, LANES.segments - 12, RADIUS);
    context.fill();
    context.globalAlpha = 1;
    paintGap(context, scene, drag.gap, colours);
  },
  roll(context, { view, model }, drag, colours) {
    context.fillStyle = colours.accent;
    context.fillRect(view.x(model.song.beatsMs[drag.beat] / 1000) - 2, LANES.ruler, 4, HEIGHT);
  },
  swap(context, scene, drag, colours) {
    for (const at of new Set([drag.at, drag.other])) paintTarget(context, scene, at, colours);
  },
  slip(context, { view, model, assets }, drag, colours) {
    const { segment } = model.pieces[drag.at];
    const lengthMs = assets[segment.media_asset_id]?.duration_ms;
    if (!lengthMs) return;
    const left = view.x(model.beginMs(drag.at) / 1000);
    const width = view.x(model.endMs(drag.at) / 1000) - left - 2;
    const shown = (segment.source_out_ms - segment.source_in_ms) / lengthMs;
    context.fillStyle = colours["picture-veil"];
    context.fillRect(left, SEGMENTS_TOP + LANES.segments - 12, width, 12);
    context.fillStyle = colours.accent;
    context.fillRect(
      left + (segment.source_in_ms / lengthMs) * width,
      SEGMENTS_TOP + LANES.segments - 10,
      Math.max(3, shown * width),
      8,
    );
  },
  drop(context, scene, drag, colours) {
    if (drag.gap === undefined) paintTarget(context, scene, drag.at, colours);
    else paintGap(context, scene, drag.gap, colours);
  },
};
