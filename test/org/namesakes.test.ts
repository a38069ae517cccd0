import { expect, test } from 'vitest';
import { optionsOf, peopleOptions } from '../../src/org/options.js';
import { testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';

const NAMESAKES = [
  '811,王伟,正科级,水工科科长,四问示范局/第一工程管理所,,,,,wang.wei1@siwen.example,,2012-07-01,2010-07-01',
  '812,王伟,科员,,四问示范局/第一工程管理所,,,,,wang.wei2@siwen.example,,2020-07-01,2020-07-01',
  '913,王伟,科员,,四问示范局/第二工程管理所,,,,,wang.wei3@siwen.example,,2020-07-01,2020-07-01',
];

test('a name that was copied with the spaces that pad it finds whom it names', async () => {
  const office = await testOffice();
  expect(await office.transact((tx) => peopleOptions(tx, '邓　禾'))).toMatchObject([{ value: '603' }]);
});

test('two people of one name are told apart by their department, two of one department by position and number', async () => {
  const office = await testOffice();
  await reimport(office, (csv) => `${csv.trimEnd()}\r\n${NAMESAKES.join('\r\n')}\r\n`);
  expect(await office.transact((tx) => peopleOptions(tx, '王伟'))).toEqual([
    { label: '王伟', value: '811', description: '第一工程管理所 · 水工科科长 · 811' },
    { label: '王伟', value: '812', description: '第一工程管理所 · 科员 · 812' },
    { label: '王伟', value: '913', description: '第二工程管理所' },
  ]);
  expect(await office.transact((tx) => optionsOf(tx, ['812']))).toMatchObject([{ description: '第一工程管理所 · 科员 · 812' }]);
});
