import {
  type Assessment,
  assessing,
  type Guest,
  type JudgementsByHost,
  type Target,
} from "../../../shared/src/hosts/index.js";

/** How long the first look may take, in milliseconds, on the typing path; most pools are judged within it. */
const FIRST = 2;
/** How long a later turn takes; between two, whatever has come in is answered. */
const TURN = 8;
/** Answers kept for a target, and guests whose judgements are kept: undo and redo come back to them. */
const MAX_KEPT = 32;

/** Judges guests on targets, off the typing path. */
export interface Assessor {
  /**
   * @param owner what the question is asked for: a newer one of the same owner ends an older
   * @returns undefined while it is being found out; `ready` is called when it is
   */
  assessment(owner: string, guest: Guest, target: Target): Assessment | undefined;
  /** The owner asks no more. */
  forget(owner: string): void;
}

interface Job {
  readonly key: string;
  readonly target: Target;
  readonly steps: Generator<undefined, Assessment>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * @param ready called with the owner when an answer that was not there at once has been found
 * @param failed called with what went wrong in the background
 */
export function makeAssessor(
  ready: (owner: string) => void,
  failed: (error: unknown) => void,
  now: () => number = () => performance.now(),
): Assessor {
  const kept = new WeakMap<Target, Map<string, Assessment>>();
  const judgedOf = new Map<string, JudgementsByHost>();
  const jobs = new Map<string, Job>();
  /** If one host of a target has changed, only that one is judged again. */
  const judgedBefore = (key: string): JudgementsByHost => {
    const judged = judgedOf.get(key) ?? new WeakMap();
    // The latest one is last.
    judgedOf.delete(key);
    judgedOf.set(key, judged);
    if (judgedOf.size > MAX_KEPT) judgedOf.delete(judgedOf.keys().next().value ?? key);
    return judged;
  };
  const keep = ({ target, key }: Job, assessment: Assessment) => {
    const known = kept.get(target) ?? new Map<string, Assessment>();
    kept.set(target, known.set(key, assessment));
    if (known.size > MAX_KEPT) known.delete(known.keys().next().value ?? key);
  };
  /** Undefined where the time is over first. */
  const turn = (job: Job, limit: number): Assessment | undefined => {
    const end = now() + limit;
    do {
      const step = job.steps.next();
      if (step.done) {
        keep(job, step.value);
        return step.value;
      }
    } while (now() < end);
    return undefined;
  };
  const goOn = (owner: string, job: Job) => {
    job.timer = setTimeout(() => {
      try {
        if (turn(job, TURN) === undefined) return goOn(owner, job);
        jobs.delete(owner);
        ready(owner);
      } catch (error) {
        // Asked again, it is tried again.
        jobs.delete(owner);
        failed(error);
      }
    });
  };
  const forget = (owner: string) => {
    clearTimeout(jobs.get(owner)?.timer);
    jobs.delete(owner);
  };
  return {
    forget,
    assessment: (owner, guest, target) => {
      const key = JSON.stringify(guest);
      const known = kept.get(target)?.get(key);
      if (known !== undefined) return known;
      const before = jobs.get(owner);
      if (before?.key === key && before.target === target) return undefined;
      forget(owner);
      const job: Job = { key, target, steps: assessing(guest, target, judgedBefore(key)), timer: undefined };
      const found = turn(job, FIRST);
      if (found !== undefined) return found;
      jobs.set(owner, job);
      goOn(owner, job);
      return undefined;
    },
  };
}
