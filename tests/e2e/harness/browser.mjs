// The browser of the journeys: one Chromium, started with nothing of its own on the network.
import { chromium } from 'playwright-core';
import { chrome } from './settings.mjs';

const ARGUMENTS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launchBrowser = (more = []) => chromium.launch({ executablePath: chrome, args: [...ARGUMENTS, ...more] });
