"""From a song to its beats, bars, parts and waveform.

`analyzer.analyze` does it all: `decode` to samples, `spectra`, `onset` and `rhythm` to what can be
heard, `network` and `activation` to an opinion on every moment, `tempo` and `beats` to beats,
`candidates` and `choice` to the best reading with its bars (`downbeats`, `bar_hypotheses`),
`confidence` and `pulse` to how far that can be trusted, `build` to the `grid`; `structure` to the
parts. `grid_operations` corrects the grid, `section_edits` the parts. `peaks` draws the waveform.
"""

from core.music.analysis.numba_cache import keep_compiled_code

keep_compiled_code()
