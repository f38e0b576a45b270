/** What stands behind a picture, as a table and as a file. */
export interface Grid { head: string[]; rows: (string | number | null)[][] }

export function saveGrid(title: string, { head, rows }: Grid): void {
  const lines = [head, ...rows].map(row => row.map(quote).join(','));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines.join('\r\n') + '\r\n'], { type: 'text/csv;charset=utf-8' }));
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Rows in the order of time are shown the newest first. */
export function tableOf(title: string, { head, rows }: Grid, figure: (value: number, column: number) => string): HTMLTableElement {
  const table = document.createElement('table');
  table.className = 'table';
  table.createCaption().textContent = `${title}, newest first`;
  const top = table.createTHead().insertRow();
  for (const text of head) top.append(cell('th', text, 'col'));
  const body = table.createTBody();
  for (const [time, ...values] of [...rows].reverse()) {
    const row = body.insertRow();
    row.append(cell('th', String(time).replace('T', ' ').replace('.000Z', ''), 'row'));
    values.forEach((value, column) => row.append(cell('td', typeof value === 'number' ? figure(value, column + 1) : value ?? 'no data')));
  }
  return table;
}

export function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function cell(tag: 'th' | 'td', text: string, scope?: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (scope) element.setAttribute('scope', scope);
  return element;
}

/** RFC 4180; a leading =, +, - or @ of a name would be run by a spreadsheet as a formula. */
function quote(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
