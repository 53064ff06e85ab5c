// Where refusals are told: a note that lists what a film leaves out tells them too, and the dock then need not.
import { reactive } from "vue";

export const refusals = reactive({
  /** Why files were refused, in a sentence; empty while nothing of that is to be told. */
  sentence: "",
  /** Where the reasons are listed, if the sentence says none. */
  page: "",
  label: "",
  /** How many notes on the page tell it. */
  notes: 0,
  /** Tells it no more. */
  dismiss: () => {},
});
