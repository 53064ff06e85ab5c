// Where a person is in the edit, kept for a page that comes after this one, as when the server restarts.

export function keepPlace({ scene, store, player }) {
  const { from, to } = scene.selection;
  store.keepPlace({ from, to, timeS: player.timeS });
}

export function returnToPlace(timeline) {
  const place = timeline.store.keptPlace();
  if (!place) return;
  if (place.timeS) timeline.seek(place.timeS);
  if (place.from >= 0) timeline.chooseRun(place.from, place.to);
}
