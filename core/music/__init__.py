"""From a song to its beats, bars and waveform.

`analyzer.analyze` does it all: `decode` to samples, `spectra` and `onset` to what can be heard
beginning, `tempo` and `beats` to the beats, `downbeats` to the bars, `confidence` and `pulse` to how
far that can be trusted, `build` to the `grid`. `peaks` draws the waveform.
"""

from core.music.compiled import keep_compiled_code

keep_compiled_code()
