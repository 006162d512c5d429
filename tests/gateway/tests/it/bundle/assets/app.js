console.info("bundle")
