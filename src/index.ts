/** The programming interface: the same steps that the command line takes. */
export { loadManifest, type Loaded, type ManifestWorld } from './manifest/load.ts';
export type { Manifest } from './manifest/manifest.ts';
export { desired, type Desired } from './state/desired.ts';
export type { Observed } from './state/observed.ts';
export { makePlan, type PlanRequest } from './plan/make-plan.ts';
export type { Impact, Plan, Step } from './plan/plan.ts';
export { createHost, type Host } from './host/host.ts';
export { openStore, type Store } from './host/store/store.ts';
export { converge, look, type Converged, type ConvergeRequest } from './reconcile/converge.ts';
export type { RecordedEvent, TeamEvent } from './state/event.ts';
export { watch, type WatchRequest } from './report/watch-events.ts';
