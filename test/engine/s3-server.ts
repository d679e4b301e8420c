/** A real S3 server on loopback: moto, a program of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** For the `skip` of tests that need it: false where there is one, else why not. */
export const NO_S3_SERVER: string | false =
  spawnSync('moto_server', ['--help']).status === 0
    ? false
    : "There is no moto_server on this machine (pip install 'moto[server]')";

/** What moto takes; it looks at none of it. */
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

export const BUCKET = 'yfcc-test';

export interface S3Server {
  readonly endpoint: string;
  readonly port: number;
  /** Puts an object into the bucket; only one that is public is given to who has no credentials. */
  put(key: string, body: Uint8Array, access?: 'private' | 'public-read'): Promise<void>;
  close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.on('exit', () => reject(new Error(`moto_server says ${said}`)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    endpoint,
    port,
    async put(key, body, access = 'private') {
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body, ACL: access }));
    },
    async close() {
      client.destroy();
      child.kill();
      await once(child, 'exit');
    },
  };
}
