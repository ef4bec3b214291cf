import type { ActivityCheckView, ActivitySealView } from '@guichet/contract/activityViews.ts';
import type { ActivityView, ListOf } from '@guichet/contract/terminal.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAsOwner } from '../../harness/askAsOwner.ts';
import { placeToday } from '../../harness/placeZone.ts';
import { signIn } from '../../harness/signIn.ts';
import { startWholeServer, type WholeServer } from '../../harness/wholeServer.ts';

// The log as its page reads it, on a whole server.

let server: WholeServer;
let owner: pg.Client;

beforeAll(async () => {
  server = await startWholeServer();
  owner = new pg.Client(server.database.ownerPool);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const read = async (query = ''): Promise<ListOf<ActivityView>> =>
  (await askAsOwner<ListOf<ActivityView>>(server, `/guichet/v1/activity${query}`)).body;
const actions = async (query: string): Promise<string[]> => (await read(query)).data.map(({ action }) => action);

async function ask(method: string, path: string, form: Record<string, string> = {}): Promise<{ id: string }> {
  const { origin, cookie, ...scope } = await signIn(server);
  const response = await fetch(server.base + path, {
    method,
    headers: { ...scope, ...{ origin: String(origin), cookie: String(cookie) }, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { id: string };
}

describe('the activity log', () => {
  let customer: string;

  beforeAll(async () => {
    customer = (await ask('POST', '/v1/customers', { name: 'Zoé Lambert', email: 'zoe@example.com' })).id;
    await ask('POST', `/v1/customers/${customer}`, { name: 'Zoé Durand', description: 'Regular' });
    await askAsOwner(server, '/guichet/v1/settlement_terms', { margin_basis_points: 150 });
    await fetch(`${server.base}/v1/customers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=By+a+program',
    });
  });

  it('tells of a change what was and what is, and from where', async () => {
    const [line] = (await read(`?target=${customer}&action=customer.update`)).data;
    expect(line).toMatchObject({
      actor: { kind: 'person', name: 'Odile Martin' },
      ip: '127.0.0.1',
      details: {
        changed: ['description', 'name'],
        before: { name: 'Zoé Lambert', description: null },
        after: { name: 'Zoé Durand', description: 'Regular' },
      },
    });
    const [terms] = (await read('?action=settlement_terms.update')).data;
    expect(terms?.details).toEqual({ before: { margin_basis_points: 200 }, after: { margin_basis_points: 150 } });
  });

  it('is found by who acted, what was done, and to what', async () => {
    const [made] = (await read(`?target=${customer}&action=customer.create`)).data;
    expect(await actions(`?target=${customer}`)).toEqual(['customer.update', 'customer.create']);
    expect(await actions(`?actor=${made?.actor.id}&action=customer.create`)).toEqual(['customer.create']);
    expect(await actions('?actor=system')).toContain('account.create');
  });

  it.each([
    ['a customer, whatever the accents', 'zoe durand', 'customer.update'],
    ['a colleague', 'odile', 'settlement_terms.update'],
    ['a key', 'guichet_test', 'customer.create'],
  ])('is searched for the name of %s', async (_, text, expected) => {
    const found = await actions(`?query=${encodeURIComponent(text)}&limit=100`);
    expect(found).toContain(expected);
    expect(found.length).toBeLessThan((await read('?limit=100')).data.length);
  });

  it('is searched for an id, and says so when nothing fits', async () => {
    expect(await actions(`?query=${customer}`)).toEqual(['customer.update', 'customer.create']);
    expect(await actions('?query=nobody+of+this+name')).toEqual([]);
  });

  it('is narrowed to days of the place', async () => {
    const today = placeToday();
    expect(await actions(`?from=${today}&target=${customer}`)).toHaveLength(2);
    expect(await actions(`?to=2020-01-01`)).toEqual([]);
    expect(await actions(`?from=2020-01-01&to=${today}&target=${customer}`)).toHaveLength(2);
    const refused = await askAsOwner<{ error: { param: string } }>(server, '/guichet/v1/activity?from=2026-02-30');
    expect([refused.status, refused.body.error.param]).toEqual([400, 'from']);
    expect((await askAsOwner(server, '/guichet/v1/activity?action=nothing')).status).toBe(400);
  });

  it('is paged by the server', async () => {
    const first = await read(`?target=${customer}&limit=1`);
    expect([first.data.length, first.has_more]).toEqual([1, true]);
    expect(await actions(`?target=${customer}&limit=1&starting_after=${first.data[0]?.id}`)).toEqual(['customer.create']);
  });

  it('is exported whole, by pieces, and notes that it was', async () => {
    const tenant = (await owner.query('SELECT tenant_id FROM tenants')).rows[0].tenant_id;
    await owner.query(
      `INSERT INTO activity_lines (tenant_id, id, at, actor_kind, actor_id, actor_name, action, target, details, personal)
       SELECT $1, 'alog_0' || lpad(n::text, 8, '0'), '2021-01-01', 'system', 'system', 'Guichet', 'cards.destroy', 'vault', '{}', '{}' FROM generate_series(1, 1200) n`,
      [tenant],
    );
    const answer = await fetch(`${server.base}/guichet/v1/activity/export?action=cards.destroy`, { headers: await signIn(server) });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows = (await answer.text()).trimEnd().split('\r\n');
    expect(rows).toHaveLength(1201);
    expect(rows[1]).toBe('2021-01-01T00:00:00.000Z,Guichet,system,system,cards.destroy,vault,,,,,alog_000001200');
    const [line] = (await read('?action=activity.export')).data;
    expect(line?.details).toEqual({ action: 'cards.destroy' });
    await owner.query("DELETE FROM activity_lines WHERE action = 'cards.destroy'");
  });

  it('is verified on request, and what somebody changed in the database is found', async () => {
    await expect
      .poll(async () => (await askAsOwner<ActivitySealView>(server, '/guichet/v1/activity/seal')).body.sealed_until, { timeout: 15_000 })
      .not.toBeNull();
    const verify = async () => (await askAsOwner<ActivityCheckView>(server, '/guichet/v1/activity/verify', {})).body;
    await expect.poll(async () => (await verify()).lines, { timeout: 15_000 }).toBeGreaterThan(5);
    expect(await verify()).toMatchObject({ findings: [], findings_count: 0 });
    const [line] = (await read(`?target=${customer}&action=customer.create`)).data;
    await owner.query("UPDATE activity_lines SET target = 'cus_other' WHERE id = $1", [line?.id]);
    expect(await verify()).toMatchObject({ findings: [{ kind: 'line_changed', at: line?.id }], findings_count: 1 });
    await owner.query('UPDATE activity_lines SET target = $2 WHERE id = $1', [line?.id, customer]);
  });

  it('is for who may read it', async () => {
    for (const path of ['', '/export', '/seal']) {
      const answer = await fetch(`${server.base}/guichet/v1/activity${path}`, { headers: { origin: server.base } });
      expect(answer.status).toBe(401);
    }
  });
});
