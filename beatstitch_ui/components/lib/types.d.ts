// The shapes of data that several modules share; the server's side is named beside each.

/** How a picture fills the frame: core/schemas. */
export type Fit = "cover" | "contain" | "blur";

/** Lengths in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A place on a picture as shares of it, from its upper left corner. */
export interface Point {
  x: number;
  y: number;
}

/** Where a Ken Burns move is at one moment. */
export interface Pose extends Point {
  zoom: number;
}

/** A Ken Burns move from one pose to another. */
export interface KenBurns {
  enabled: boolean;
  start_zoom: number;
  start_x: number;
  start_y: number;
  end_zoom: number;
  end_x: number;
  end_y: number;
}

/** How one segment is reached from the one before. */
export interface Transition {
  type: "cut" | "crossfade" | "fade_black" | "fade_white";
  duration_ms: number;
}

/** A peak of speed as it is asked for: on which beat of its segment, and over how many on either side. */
export interface AskedRamp {
  percent: number;
  beat: number;
  beats: number;
}

/** The peak of a speed, laid on the beats. */
export interface Ramp extends AskedRamp {
  at_ms: number;
  before_ms: number;
  after_ms: number;
}

/** How fast a clip plays, and its peak on a beat: core/effects.py. */
export interface Speed {
  percent: number;
  ramp: Ramp | null;
}

/** A picture that jumps on beats; `at_ms` once it is laid on them: core/effects.py. */
export interface BeatPulse {
  zoom: number;
  on: "beats" | "downbeats";
  at_ms?: number[];
}

/** A flash on the cut; `duration_ms` once it is laid on the beats: core/effects.py. */
export interface Flash {
  colour: "white" | "black";
  duration_ms?: number;
}

/** A title; its lengths once it is laid on the beats: core/effects.py. */
export interface Title {
  text: string;
  style: string;
  place: string;
  card: boolean;
  beats: number | null;
  duration_ms?: number;
  fade_in_ms?: number;
  fade_out_ms?: number;
}

/** A title that is laid on the beats. */
export type LaidTitle = Required<Title>;

/** Why a picture is where it is: core/edit/edl.py. */
export interface Why {
  code: string;
  day_time?: string | null;
  count?: number | null;
}

/** What says how a picture stands in the place that it fills. */
export interface Framed {
  fit?: Fit | null;
  focus?: Point | null;
  effects: { ken_burns?: KenBurns | null };
}

/** A photo beside the segment's own picture: core/schemas/timeline.py. */
export interface Panel {
  media_asset_id: string;
  beat: number;
  at_ms: number;
  fit?: Fit | null;
  focus?: Point | null;
  ken_burns?: KenBurns | null;
}

/** A segment of an edit as /data/timeline sends it: beatstitch_ui/pages/edit. */
export interface Segment {
  media_asset_id: string;
  media_type: "image" | "video";
  timeline_in_ms: number;
  timeline_out_ms: number;
  source_in_ms: number;
  source_out_ms: number | null;
  effects: {
    ken_burns?: KenBurns | null;
    beat_pulse?: BeatPulse | null;
    flash?: Flash | null;
    speed?: Speed | null;
    title?: Title | null;
    panels?: { layout: "columns" | "rows" | "grid"; beside: Panel[] } | null;
    why?: Why[];
  };
  transition_in: Transition | null;
  fit?: Fit | null;
  focus?: Point | null;
  volume?: number;
  loop?: boolean;
  locked: boolean;
}

/** What a segment shows. */
export interface Asset extends Size {
  name: string;
  kind: "image" | "video";
  url: string;
  thumb: string;
  sound?: string | null;
  /** The small pictures of a clip by number, so many ms apart. */
  filmstrip?: { url: string; step_ms: number } | null;
  duration_ms?: number | null;
  offered?: boolean;
  fps?: number | null;
  /** Why the plan does not show it, and the name of what it shows instead. */
  left_out?: { reason: string; instead: string | null };
  /** The id of the next best picture for its place. */
  another?: string;
  /** What a title of it would say by itself. */
  caption?: string;
}

/** A part of a song. */
export interface Section {
  start_ms: number;
  end_ms: number;
  label: string;
  intensity: "calm" | "medium" | "high" | "drop";
  beats_per_cut: number | null;
}

/** The song as an edit uses it. */
export interface UsedSong {
  durationMs: number;
  beatsMs: Float64Array;
  /** 1 for each beat that begins a bar. */
  isBar: Uint8Array;
  /** The number of each beat in the grid. */
  gridIndex: number[];
}

/** When a segment comes in, stands alone on its cut, is covered by the next one, and is gone. */
export interface Slot {
  inMs: number;
  cutMs: number;
  aloneUntilMs: number;
  outMs: number;
}

/** A segment in beats, with how long its transition would like to be. */
export interface Piece {
  key: number | string;
  beats: number;
  wantedMs: number;
  segment: Segment;
}

/** A note on a beat of the grid; `used` counts the beats that are used. */
export interface Marker {
  beat: number;
  used: number;
  name: string;
}

/** What is done to an edit, as it is sent to the server: core/edit/operations.py. */
export interface Operation {
  kind: string;
  [fact: string]: any;
}

/** How the preview plays the sound of clips, in the renderer's own figures: core/projects/edit/edit_state.py. */
export interface ClipSound {
  copy_lead_ms: number;
  edge_ms: number;
  ducking_db: number;
  lead_ms: number;
  return_ms: number;
}

/** An edit as the server sends it: core/projects/edit/edit_state.py. */
export interface EditData extends Size {
  revision: number;
  duration_ms: number;
  start_offset_ms: number;
  fps: number;
  fade_in_ms?: number;
  fade_out_ms?: number;
  picture_fade_ms?: number;
  film_song?: string | null;
  beats_ms: number[];
  downbeats: number[];
  grid_index: number[];
  default_transition: Transition;
  segments: Segment[];
  markers?: Marker[];
  assets: Record<string, Asset>;
  easing: [number, number, number];
  clip_sound?: ClipSound;
  pulse_ms: number;
  title_url: string;
  title_texts?: { opening: string; closing: string };
  /** The letters of the film's titles, in which a new one is written. */
  title_style?: Title["style"];
  song_pieces?: [number, number][];
  sections?: Section[];
}

/** The theme's colours by name. */
export type Palette = Record<string, string>;

/** What a page knows of a song: core/projects/song/song_state.py. */
export interface SongData {
  beats_ms: number[];
  downbeats: number[];
  confidences: number[];
  duration_ms: number;
  part_start_ms: number;
  part_end_ms: number;
  fade_in_ms: number;
  fade_out_ms: number;
  sections: Section[] | null;
}

/** Sentences of a component by name, some in groups: beatstitch_ui/texts. */
export type Words = Record<string, any>;

/** A field of a form that asks the API: beatstitch_ui/components/api_form.py. */
export interface FormField {
  name: string;
  label: string;
  type: string;
  autocomplete?: string;
  hint?: string;
  rules?: PasswordRules;
  off?: boolean;
  errors?: string[];
}

/** What makes a new password one that attackers try first; see core/accounts/passwords.py. */
export interface PasswordRules {
  minimum: number;
  stems: string[];
  decoration: number;
  looks: [string, string];
  rows: string[];
  different: number;
}
