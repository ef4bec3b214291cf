import { describe, expect, it } from 'vitest';
import { isRaisable, raised } from './increment.rules.ts';
import { sampleCharge, sampleIntent } from './testing/samples.ts';

const held = () => {
  const charge = sampleCharge();
  return { ...charge, details: { ...charge.details, incremental: true } };
};

describe('a hold', () => {
  it('can be raised where that was granted, while nothing is taken', () => {
    expect(isRaisable(held())).toBe(true);
    expect(isRaisable(sampleCharge())).toBe(false);
    expect(isRaisable({ ...held(), captured: true })).toBe(false);
    expect(isRaisable({ ...held(), status: 'failed' })).toBe(false);
  });

  it('holds the new total, until the same moment, with what the request says of it', () => {
    const intent = sampleIntent({ status: 'processing', amountCapturable: 4990n, metadata: { a: '1', b: '2' } });
    const after = raised(intent, held(), 6000n, { metadata: { a: null, c: '3' }, description: 'Room 7', descriptor: 'HOTEL 7' });
    expect(after.intent).toMatchObject({ status: 'requires_capture', amount: 6000n, amountCapturable: 6000n, description: 'Room 7' });
    expect(after.intent).toMatchObject({ viewStatus: 'requires_capture', statementDescriptor: 'HOTEL 7' });
    expect(after.intent.metadata).toEqual({ b: '2', c: '3' });
    expect(after.charge).toMatchObject({
      amount: 6000n,
      statementDescriptor: 'HOTEL 7',
      calculatedDescriptor: 'HOTEL 7',
      captureBefore: held().captureBefore,
    });
  });

  it('is another version once it is raised, as its intent is', () => {
    const after = raised(sampleIntent({ status: 'processing', version: 4 }), { ...held(), version: 2 }, 6000n, {});
    expect([after.intent.version, after.charge.version]).toEqual([5, 3]);
  });

  it('keeps what the request says nothing of', () => {
    const intent = sampleIntent({ status: 'processing', description: 'Room 7', statementDescriptor: 'HOTEL 7' });
    const after = raised(intent, { ...held(), calculatedDescriptor: 'CHEZ ODILE' }, 6000n, {});
    expect(after.intent).toMatchObject({ description: 'Room 7', statementDescriptor: 'HOTEL 7', metadata: {} });
    expect(after.charge.calculatedDescriptor).toBe('CHEZ ODILE');
  });
});
