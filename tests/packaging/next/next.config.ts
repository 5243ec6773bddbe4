import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  reactStrictMode: true,
  // The folders above belong to another project.
  turbopack: { root: import.meta.dirname },
};

export default nextConfig;
