import { describe, expect, it } from 'vitest';
import { CSV_HEAD, csvLine } from './activityCsv.rules.ts';

const LINE = {
  id: 'alog_1',
  at: 1_767_225_600,
  actor: { kind: 'person', id: 'u_1', name: 'Odile Martin' },
  action: 'payout_schedule.update',
  target: 'acct_1',
  ip: '192.0.2.7',
  details: { before: { frequency: 'manual' }, after: { frequency: 'daily' } },
};

describe('a line of the log in a spreadsheet', () => {
  it('has a column for each thing that is known of it', () => {
    expect(CSV_HEAD).toBe('\uFEFFat,who,who_id,who_kind,action,object,from,before,after,details,line\r\n');
    expect(csvLine(LINE)).toBe(
      '2026-01-01T00:00:00.000Z,Odile Martin,u_1,person,payout_schedule.update,acct_1,192.0.2.7,"{""frequency"":""manual""}","{""frequency"":""daily""}",,alog_1\r\n',
    );
  });

  it('leaves a cell empty where nothing is known, or it was erased', () => {
    const line = { ...LINE, actor: { ...LINE.actor, name: null }, target: null, ip: null, details: { reason: 'asked' } };
    expect(csvLine(line)).toBe('2026-01-01T00:00:00.000Z,,u_1,person,payout_schedule.update,,,,,"{""reason"":""asked""}",alog_1\r\n');
  });

  it.each(['=1+1', '+33', '-1', '@SUM(A1)', '\tx'])('lets no name begin a formula: %j', (name) => {
    expect(csvLine({ ...LINE, actor: { ...LINE.actor, name } })).toContain(`,'${name},`);
  });

  it('keeps what would end a cell within it', () => {
    expect(csvLine({ ...LINE, actor: { ...LINE.actor, name: 'A "B", C\r\nD' } })).toContain(',"A ""B"", C\r\nD",');
  });
});
