import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { readGrid } from '../../src/org/roster/file.js';
import { readRoster } from '../../src/org/roster/roster.js';
import { rowText } from '../../src/org/roster/text.js';
import { makeWorkbook } from '../../src/workbook/make.js';
import { csv, HEADINGS, LINES, OFFICE } from './bureau.js';

const TEXT = [HEADINGS, ...LINES].join('\r\n');
const utf8 = (text: string) => new TextEncoder().encode(text);
const names = async (content: Uint8Array) => {
  const read = await readRoster(content, OFFICE);
  return read.ok ? read.roster.members.map((member) => member.name) : read.problems.map((problem) => problem.expected.zh);
};
const EVERYBODY = ['甲一', '乙二', '丙三', '丁四', '戊五', '己六', '庚七'];

test.each([
  ['UTF-8', utf8(TEXT)],
  ['UTF-8 with a byte order mark', utf8(`\ufeff${TEXT}`)],
  ['GBK', iconv.encode(TEXT, 'gbk')],
  ['GB18030', iconv.encode(TEXT, 'gb18030')],
  ['UTF-16 with tabs, which Excel calls Unicode text', iconv.encode(`\ufeff${TEXT.replaceAll(',', '\t')}`, 'utf16le')],
])('a file in %s is read', async (_, content) => {
  expect(await names(content)).toEqual(EVERYBODY);
});

test('a rare character that only GB18030 has arrives whole', async () => {
  expect(await names(iconv.encode(TEXT.replace('甲一', '㐂𠀀'), 'gb18030'))).toContain('㐂𠀀');
});

test('an XLSX file is read, numbers and dates included', async () => {
  const head = ['工号', '姓名', '职级', '部门', '部门领导', '入职日期'];
  const rows = [
    head.map((value) => ({ value, type: String })),
    [
      { value: 7, type: Number },
      { value: '甲一', type: String },
      { value: '正厅级', type: String },
      { value: '局', type: String },
      { value: '是', type: String },
      { value: new Date('2001-07-02T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
    ],
  ];
  const read = await readRoster(await writeWorkbook(rows).toBuffer(), OFFICE);
  expect(read).toMatchObject({ ok: true, roster: { members: [{ id: '7', name: '甲一', joinedOn: '2001-07-02' }] } });
});

test('of a workbook the first sheet is read: that it is empty is said', async () => {
  const content = await writeWorkbook([]).toBuffer();
  expect((await names(content))[0]).toContain('第一张工作表是空的');
});

test('further sheets with people are named as not read; those with anything else are not', async () => {
  const columns = HEADINGS.split(',').map((title) => ({ title, width: 10 }));
  const rows = LINES.map((line) => line.split(','));
  const content = await makeWorkbook([
    { name: '机关', columns, rows },
    { name: '基层单位', columns, rows },
    { name: '说明', columns: [{ title: '职级为正厅级的填在前面', width: 10 }], rows: [] },
  ]);
  const read = await readRoster(content, OFFICE);
  expect(read).toMatchObject({ ok: true, notices: [{ expected: { zh: expect.stringContaining('没有读：基层单位。') } }] });
});

test.each(['#N/A', '#REF!'])('a cell whose formula has failed is a mistake, in a workbook as in a CSV file: %s', async (shown) => {
  const rows = [HEADINGS, ...LINES].map((line) => line.split(',').map((value) => ({ value, type: String })));
  const files = unzipSync(new Uint8Array(await writeWorkbook(rows).toBuffer()));
  const name = Object.keys(files).find((one) => one.endsWith('sheet1.xml')) ?? '';
  const sheet = strFromU8(files[name] ?? new Uint8Array());
  const failed = sheet.replace(/<c r="I5"[^>]*>.*?<\/c>/, `<c r="I5" t="e"><f>VLOOKUP(A5,B:C,2,0)</f><v>${shown}</v></c>`);
  expect(failed).not.toBe(sheet);
  for (const content of [zipSync({ ...files, [name]: strToU8(failed) }), utf8(TEXT.replace('ding@bureau.example', shown))]) {
    const read = await readRoster(content, OFFICE);
    expect(read).toMatchObject({ ok: false, problems: [{ row: 5, column: 'email', value: shown, expected: rowText.failed }] });
  }
});

test('a sheet whose borders go down to the last row Excel has is read as the people in it', async () => {
  const columns = HEADINGS.split(',').map((title) => ({ title, width: 10 }));
  const lines = LINES.map((line) => line.split(','));
  const files = unzipSync(await makeWorkbook([{ name: '花名册', columns, rows: lines }]));
  const name = Object.keys(files).find((one) => one.endsWith('sheet1.xml')) ?? '';
  const bordered = Array.from(
    { length: 1_048_576 - 10 },
    (_, n) => `<row r="${n + 11}"><c r="A${n + 11}" s="1"/><c r="J${n + 11}" s="1"/></row>`,
  );
  const sheet = strFromU8(files[name] ?? new Uint8Array()).replace('</sheetData>', `${bordered.join('')}</sheetData>`);
  expect(await names(zipSync({ ...files, [name]: strToU8(sheet) }, { level: 1 }))).toEqual(EVERYBODY);
});

test('quotes and line breaks inside a cell do not shift the row numbers people see', async () => {
  const content = csv(['1,"甲\n一",正厅级,局,,是,,,,', '', '2,"他叫""乙""",九级,局,,,,,,']);
  const read = await readRoster(content, OFFICE);
  // Row 3 is the empty one; Excel shows the second person in row 4.
  expect(read).toMatchObject({ ok: false, problems: [{ row: 4, column: 'rank', value: '九级' }] });
  const file = await readGrid(content);
  expect(file.ok && file.grid.map((row) => row[1])).toEqual(['姓名', '甲 一', undefined, '他叫"乙"']);
});

test('titles above the headings are passed over', async () => {
  expect(await names(utf8(`四问示范局花名册\n截至十一月,,\n${TEXT}`))).toEqual(EVERYBODY);
});

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const ZIP = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]);
test.each([
  ['an empty file', new Uint8Array(), '文件是空的'],
  ['blank lines only', utf8('\n \n'), '文件是空的'],
  ['a picture', PNG, '不是花名册表格'],
  ['a Word document', ZIP, '不是 Excel 工作簿'],
  [
    'a workbook with a password',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
    '打开密码',
  ],
  ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '旧版 Excel'],
  ['a letter', utf8('各位同事：\n请于周五前交材料。\n'), '没有找到表头'],
  ['headings without people', utf8(HEADINGS), '表头下面没有人员'],
  ['a quote that never closes', utf8(`${HEADINGS}\n1,"甲一,正厅级`), '双引号不成对'],
  ['UTF-16 cut off in the middle of a character', iconv.encode(`\ufeff${TEXT}`, 'utf16le').subarray(0, -1), '不是花名册表格'],
  ['bytes of no encoding', new Uint8Array([0xff, 0xff, 0x80, 0x41]), '不是花名册表格'],
])('%s is refused with a sentence', async (_, content, sentence) => {
  expect((await names(content))[0]).toContain(sentence);
});
