package io.tidelock.benchmarks.spring;

import io.tidelock.benchmarks.database.H2File;
import io.tidelock.benchmarks.loop.PageSync;
import io.tidelock.benchmarks.workload.Patient;
import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import java.util.function.BiConsumer;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A job of one chunk-oriented step, chunks of 100; links, job repository and the position in the feed in one H2 file, each chunk
 * one transaction. The writer works in bulk; a chunk that it filters out costs no call.
 */
public final class SpringBatchPeer implements Peer {

    private final H2File database;
    private final PatientReader reader;
    private final TaskExecutorJobOperator jobs = new TaskExecutorJobOperator();
    private final Job job;

    /** Works on a database of its own, which it closes. */
    public SpringBatchPeer(Workload workload, H2File database) {
        this.database = database;
        this.reader = new PatientReader(workload.feed());
        PageSync sync = new PageSync(workload.crm(), database);
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                .execute(database.dataSource());
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        JobRepository repository = repository(transactions);
        Step step = new StepBuilder("patients", repository)
                .<Patient, Patient>chunk(PatientFeed.PAGE)
                .transactionManager(transactions)
                .reader(reader)
                .writer(chunk -> write(sync, chunk))
                .build();
        this.job = new JobBuilder("sync", repository).start(step).build();
        jobs.setJobRepository(repository);
        jobs.setJobRegistry(new MapJobRegistry());
        ready(jobs::afterPropertiesSet);
    }

    private JobRepository repository(JdbcTransactionManager transactions) {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(database.dataSource());
        factory.setTransactionManager(transactions);
        ready(factory::afterPropertiesSet);
        try {
            return factory.getObject();
        } catch (Exception failed) { // what Spring declares
            throw new IllegalStateException("The job repository could not be set up", failed);
        }
    }

    private void write(PageSync sync, Chunk<? extends Patient> chunk) {
        database.checkpointAfterCommit();
        sync.take(chunk.getItems());
    }

    private interface Setup {
        void run() throws Exception;
    }

    private static void ready(Setup setup) {
        try {
            setup.run();
        } catch (Exception failed) { // what Spring declares
            throw new IllegalStateException("Spring Batch could not be set up", failed);
        }
    }

    @Override
    public void sync() {
        long start = reader.position();
        JobExecution execution;
        try {
            execution = jobs.start(
                    job, new JobParametersBuilder().addLong("start", start).toJobParameters());
        } catch (Exception failed) { // four of Spring's, none of which may happen
            throw new IllegalStateException("The job could not be started", failed);
        }
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new IllegalStateException(
                    "The job ended as " + execution.getStatus() + ": " + execution.getAllFailureExceptions());
        }
    }

    @Override
    public void eachLink(BiConsumer<String, String> reader) {
        database.eachLink(reader);
    }

    @Override
    public long bytesOnDisk() {
        return database.bytesOnDisk();
    }

    @Override
    public void close() {
        database.close();
    }
}
