// The shapes of uploads: what is told of them and what the browser keeps.

/** Which files only go with others, in lower case: core/media/capture/belonging.py. */
export interface Belonging {
  /** Folders of the system. */
  folders: string[];
  names: string[];
  suffixes: string[];
  pictures: string[];
  raws: string[];
}

/** What is told of an upload wherever it is kept. */
export interface UploadFacts {
  id: string;
  name: string;
  size: number;
  /** When the file was changed last, in ms since 1970. */
  modified: number;
  /** Its place in the order of dropping. */
  position: number;
}

/** An upload as the browser keeps it, for a page that comes after this one. */
export interface KeptUpload extends UploadFacts {
  /** Where it is sent. */
  baseUrl: string;
  /** When it was kept, in ms since 1970. */
  at: number;
  file?: File;
  /** Why the server did not take it. */
  refused?: string;
  /** Whether nothing of it was sent yet. */
  isNew?: boolean;
}

/**
 * How far an upload is: asked (its file is needed), known (sent before), passed (only goes with others), failed
 * (the server says no again and again).
 */
export type UploadState =
  "asked" | "waiting" | "sending" | "done" | "known" | "passed" | "refused" | "failed" | "cancelled";
