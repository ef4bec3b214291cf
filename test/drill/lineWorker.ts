import { parentPort, workerData } from 'node:worker_threads';
import { Line } from './line.ts';
import { lineTemper } from './lineTemper.ts';
import type { LineOrder, LineSettings } from './lineThread.ts';

// The thread of a LineThread.

const { target, seed } = workerData as LineSettings;
const line = await Line.open(target, lineTemper(seed));
parentPort?.on('message', async (order: LineOrder) => {
  await line[order]();
  parentPort?.postMessage(order);
});
parentPort?.postMessage(line.url);
