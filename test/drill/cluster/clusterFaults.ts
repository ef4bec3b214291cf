import { setTimeout as sleep } from 'node:timers/promises';
import { signalProcess } from '../signalProcess.ts';
import type { ClusterMember } from './clusterMember.ts';
import type { ClusterPlace } from './clusterPlace.ts';
import { LEASE_SECONDS } from './clusterTexts.ts';

/** What a fault needs besides the place. */
export interface FaultParts {
  readonly place: ClusterPlace;
  /** The primary when it began. */
  readonly primary: ClusterMember;
  /** Resolves when a write was acknowledged that was asked for after now. */
  readonly untilAcknowledged: () => Promise<void>;
}

export interface ClusterFault {
  readonly name: string;
  /** Does the harm and mends it. Answers what it saw that must not be. */
  readonly run: (parts: FaultParts) => Promise<readonly string[]>;
}

/** A machine stays dead for this long after the others have taken over. */
const STAYS_DEAD_MS = 5_000;
const SERVER_STAYS_DEAD_MS = 8_000;
/** Long enough that others have taken over, and that the frozen one has slept through it. */
const FROZEN_MS = (LEASE_SECONDS + 12) * 1_000;

export const CLUSTER_FAULTS: readonly ClusterFault[] = [
  {
    name: 'kill -9 of the primary PostgreSQL',
    run: async ({ primary, untilAcknowledged }) => {
      signalProcess(primary.postmaster(), 'SIGKILL');
      await untilAcknowledged();
      return [];
    },
  },
  {
    name: "death of the primary's node",
    run: async ({ primary, untilAcknowledged }) => {
      await primary.kill();
      await untilAcknowledged();
      await sleep(STAYS_DEAD_MS);
      primary.start();
      return [];
    },
  },
  {
    name: `freeze of the primary's node for ${FROZEN_MS / 1_000} s`,
    run: async ({ place, primary, untilAcknowledged }) => {
      primary.freeze();
      await Promise.all([sleep(FROZEN_MS), untilAcknowledged()]);
      const asked = place.cluster.writesAccepted(primary);
      primary.thaw();
      const { accepted, isStandby } = await asked;
      return [
        ...(accepted === 0 ? [] : [`the old primary accepted ${accepted} writes after it had been frozen`]),
        ...(isStandby ? [] : ['the old primary did not become a standby after it had been frozen']),
      ];
    },
  },
  {
    name: 'planned switch-over',
    run: async ({ place, primary, untilAcknowledged }) => {
      await place.cluster.switchOver(primary);
      await untilAcknowledged();
      return [];
    },
  },
  {
    name: 'loss of a Guichet server (kill -9), and its return',
    run: async ({ place, untilAcknowledged }) => {
      await place.servers[0]?.harm(async () => {
        await place.servers[0]?.process.kill9();
        await sleep(SERVER_STAYS_DEAD_MS);
      });
      await untilAcknowledged();
      return [];
    },
  },
  {
    name: 'rolling restart of both servers',
    run: async ({ place, untilAcknowledged }) => {
      const codes: (number | null)[] = [];
      for (const server of place.servers) {
        await server.harm(async () => codes.push(await server.process.stop()));
        await untilAcknowledged();
      }
      return codes.every((code) => code === 0) ? [] : [`the servers did not stop in order: ${codes.join(', ')}`];
    },
  },
];
