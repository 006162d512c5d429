import { after, before, describe } from 'node:test';
import { launchBrowser } from '../harness/browser.mjs';
import { agentJourneys } from '../harness/real_agents.mjs';
import { wholeConfigJourneys } from '../harness/real_config_whole.mjs';
const version = process.env.V;
describe(`real ${version}`, { timeout: 600_000 }, () => {
  let browser;
  before(async () => { browser = await launchBrowser(); });
  after(() => browser?.close());
  if (process.env.W !== 'whole') agentJourneys({ version, browser: () => browser });
  if (process.env.W) wholeConfigJourneys({ version, browser: () => browser });
});
