import type { ReceiptTemplateContent } from '@guichet/contract/businessViews.ts';
import type { Sql, Transaction } from '../../platform/sql.ts';
import { FIRST_TEMPLATE, type ReceiptTemplate } from './template.ts';

interface TemplateRow {
  version: number;
  content: ReceiptTemplateContent;
  created: Date;
  created_by: string;
}

const templateOf = ({ version, content, created, created_by: createdBy }: TemplateRow): ReceiptTemplate => ({
  ...content,
  version,
  created,
  createdBy,
});

const COLUMNS = 'version, content, created, created_by';

export async function currentTemplate(sql: Sql, tenantId: number): Promise<ReceiptTemplate> {
  const [row] = await sql.query<TemplateRow>(
    'current receipt template',
    `SELECT ${COLUMNS} FROM receipt_templates WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1`,
    [tenantId],
  );
  return row === undefined ? FIRST_TEMPLATE : templateOf(row);
}

/** The newest first. */
export async function listTemplates(sql: Sql, tenantId: number, limit: number): Promise<ReceiptTemplate[]> {
  const rows = await sql.query<TemplateRow>(
    'list receipt templates',
    `SELECT ${COLUMNS} FROM receipt_templates WHERE tenant_id = $1 ORDER BY version DESC LIMIT $2`,
    [tenantId, limit],
  );
  return rows.map(templateOf);
}

/** Answers false when somebody else has just stored this version. */
export async function insertTemplate(
  tx: Transaction,
  tenantId: number,
  { version, created, createdBy, ...content }: ReceiptTemplate,
): Promise<boolean> {
  const inserted = await tx.query<{ version: number }>(
    'insert receipt template',
    `INSERT INTO receipt_templates (tenant_id, version, content, created, created_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, version) DO NOTHING RETURNING version`,
    [tenantId, version, JSON.stringify(content), created, createdBy],
  );
  return inserted.length > 0;
}
